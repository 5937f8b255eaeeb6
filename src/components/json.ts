/** A value inside `<script type="application/json">`: nothing in it can end the element. */
export const asJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
