/**
 * HTTP-date (RFC 9110 §5.6.7) to whole seconds since 1970-01-01T00:00:00 GMT, and back. The calendar is computed here:
 * the engine knows no Date. All three forms are read, without regard to case (RFC 9111 §4.2); IMF-fixdate is written. The zone is GMT:
 * §4.2 leaves a cache free to take UTC for it, the grammar does not have it, and half of all caches refuse it.
 */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const LONG_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const IMF = /^([a-z]{3}), (\d{2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) gmt$/;
const RFC_850 = /^([a-z]{6,9}), (\d{2})-([a-z]{3})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) gmt$/;
const ASCTIME = /^([a-z]{3}) ([a-z]{3}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/;

/** Undefined where it is no date. `nowSeconds` decides the century of a two-digit year: never more than 50 years ahead. */
export function parseHttpDate(text: string, nowSeconds: number): number | undefined {
  const lower = text.toLowerCase();
  const imf = IMF.exec(lower);
  if (imf) {
    const [, day, date, month, year, hour, minute, second] = imf;
    return seconds(DAYS.indexOf(day!), +year!, month!, +date!, +hour!, +minute!, +second!);
  }
  const old = RFC_850.exec(lower);
  if (old) {
    const [, day, date, month, year, hour, minute, second] = old;
    return seconds(
      LONG_DAYS.indexOf(day!),
      century(+year!, nowSeconds),
      month!,
      +date!,
      +hour!,
      +minute!,
      +second!,
    );
  }
  const asctime = ASCTIME.exec(lower);
  if (!asctime) return undefined;
  const [, day, month, date, hour, minute, second, year] = asctime;
  return seconds(DAYS.indexOf(day!), +year!, month!, +date!.trim(), +hour!, +minute!, +second!);
}

/** `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function formatHttpDate(at: number): string {
  const day = Math.floor(at / 86_400);
  const inDay = at - day * 86_400;
  const { year, month, date } = civil(day);
  const two = (n: number) => String(n).padStart(2, '0');
  const name = (text: string) => text[0]!.toUpperCase() + text.slice(1);
  const weekday = name(DAYS[(((day + 4) % 7) + 7) % 7]!);
  const clock = `${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}:${two(inDay % 60)}`;
  return `${weekday}, ${two(date)} ${name(MONTHS[month - 1]!)} ${String(year).padStart(4, '0')} ${clock} GMT`;
}

function seconds(
  weekday: number,
  year: number,
  monthName: string,
  date: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  const month = MONTHS.indexOf(monthName) + 1;
  // A leap second is 60 (RFC 9110 §5.6.7); the day's name has to be one, whether or not it is the right one
  if (weekday < 0 || month === 0 || date < 1 || date > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  return ((daysSince1970(year, month, date) * 24 + hour) * 60 + minute) * 60 + second;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days of the proleptic Gregorian calendar, counted in years that begin in March so that the leap day is their last. */
function daysSince1970(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

function civil(day: number): { year: number; month: number; date: number } {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const inMarchYear = Math.floor((5 * ofYear + 2) / 153);
  const month = inMarchYear < 10 ? inMarchYear + 3 : inMarchYear - 9;
  return {
    year: year + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: ofYear - Math.floor((153 * inMarchYear + 2) / 5) + 1,
  };
}

/** RFC 9110 §5.6.7: a two-digit year that seems to lie more than 50 years ahead is the latest past one with those digits. */
function century(twoDigits: number, nowSeconds: number): number {
  const thisYear = civil(Math.floor(nowSeconds / 86_400)).year;
  const year = thisYear - (thisYear % 100) + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}
