/** Whether a text is a time that conditions compare as one: RFC 3339 with an offset (SPEC §1). */
const TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,12})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export function isTime(text: string): boolean {
  return text.length <= 48 && TIME.test(text);
}
