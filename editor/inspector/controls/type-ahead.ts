/**
 * Letters choose in a closed list, as they do in every list of the system: what begins with them is taken. Korean comes
 * out of a composition and no letters; signs and Latin ones do from every keyboard.
 */
import { type KeyboardEvent, useRef } from 'react';

export interface TypeAheadOption {
  readonly value: string;
  readonly label: string;
}

/** A pause as long as this begins a new word. */
const PAUSE = 800;

/** Gives a listener for keys. `choose` is called with what is meant, where that is another than `current`. */
export function useTypeAhead(
  options: readonly TypeAheadOption[],
  current: string,
  choose: (value: string) => void,
): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: Number.NEGATIVE_INFINITY });
  return (event) => {
    const { key, ctrlKey, metaKey, altKey, timeStamp } = event;
    if (event.nativeEvent.isComposing || key.length !== 1 || ctrlKey || metaKey || altKey) return;
    const before = timeStamp - typed.current.at > PAUSE ? '' : typed.current.text;
    // Alone it opens the list.
    if (before === '' && key === ' ') return;
    typed.current = { text: before + key, at: timeStamp };
    event.preventDefault();
    const meant = optionTyped(options, before + key, current);
    if (meant !== undefined && meant !== current) choose(meant);
  };
}

/**
 * The value that is meant: what is called or written just so, or begins so, or has a word that does. One letter again
 * and again goes on from one to the next.
 */
export function optionTyped(
  options: readonly TypeAheadOption[],
  typed: string,
  current: string,
): string | undefined {
  const text = typed.toLowerCase();
  const again = text.length > 1 && [...text].every((letter) => letter === text[0]);
  const wanted = again ? text[0] : text;
  const fits = options.filter(({ value, label }) => {
    const name = label.toLowerCase();
    const words = [...name.matchAll(/(?<![^\s(·])[^\s(·]/g)].map(({ index }) => name.slice(index));
    return [value.toLowerCase(), ...words].some((each) => each.startsWith(wanted));
  });
  const exact = options.find(({ value, label }) =>
    [value, label].some((name) => name.toLowerCase() === text),
  );
  if (exact) return exact.value;
  const here = fits.findIndex(({ value }) => value === current);
  const goesOn = again || (text.length === 1 && here >= 0);
  return fits[goesOn ? (here + 1) % Math.max(1, fits.length) : Math.max(0, here)]?.value;
}
