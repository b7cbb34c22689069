const DAY = 86_400_000;

let day = Number.NaN;
let prefix = '';

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

/** What `new Date(time).toISOString()` gives, several times as fast: events of one day follow each other. */
export function isoTime(time: number): string {
  const here = Math.floor(time / DAY);
  if (here !== day) {
    prefix = new Date(here * DAY).toISOString().slice(0, -13);
    day = here;
  }
  const ms = time - here * DAY;
  const second = Math.floor(ms / 1000) % 60;
  const minute = Math.floor(ms / 60_000) % 60;
  const rest = String(ms % 1000).padStart(3, '0');
  return `${prefix}${two(Math.floor(ms / 3_600_000))}:${two(minute)}:${two(second)}.${rest}Z`;
}
