/** The first day that a zip can name, in local time as its format wants it: the same bytes in every time zone. */
export const ZIP_DAY = new Date(1980, 0, 1);
