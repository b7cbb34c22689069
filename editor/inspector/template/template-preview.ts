/** A template as it would be sent for one event: filled in by the function that fills in what is sent. */
import { fillModeOf } from '../../../nodes/action/fill-mode.ts';
import { fillTemplate, TemplateFault, type TemplateMode } from '../../../nodes/action/fill-template.ts';
import { smsLength } from '../../../nodes/action/sms-length.ts';
import { templateScope } from '../../../nodes/action/template-scope.ts';
import type { Text } from '../../../nodes/kit/text.ts';
import type { TrialEvent } from '../../../runtime/wire/trial.ts';

export interface PreviewPiece {
  readonly text: string;
  /** It was filled in; `empty` where nothing came of it. */
  readonly filled: boolean;
}

export interface TemplatePreview {
  /** Exactly what would be sent. */
  readonly text: string;
  /** The same, in pieces; a place that is empty is a piece without text. */
  readonly pieces: readonly PreviewPiece[];
  readonly mode: TemplateMode;
  /** Whether the body of a web hook is JSON; absent for other texts. */
  readonly json?: 'valid' | 'invalid' | 'none';
  /** Bytes of a text message, as carriers count them. */
  readonly smsBytes?: number;
}

export interface PreviewPlace {
  readonly flow: string;
  readonly node: string;
  readonly timezone: string;
  readonly channel: string;
  /** Inside `params`. */
  readonly path: string;
}

/** Signs that nobody types; what an event holds of them is shown as part of its value. */
const MARKS = { before: '\uE000', after: '\uE001' };

export function previewTemplate(
  template: string,
  event: TrialEvent,
  place: PreviewPlace,
): TemplatePreview | { readonly failure: Text } {
  const { flow, node, timezone, channel, path } = place;
  const mode = fillModeOf(channel, path, template);
  const scope = templateScope({
    flow,
    node,
    id: event.id,
    time: Date.parse(event.time),
    key: event.subject ?? null,
    causes: [event.id],
    data: event.data,
    envelope: { $type: event.type, $source: event.source, $subject: event.subject },
    timezone,
  });
  try {
    // Of an address the blanks around it are not sent.
    const source = mode === 'uri' ? template.trim() : template;
    const text = asSent(fillTemplate(source, scope, mode));
    // A value that keeps its type is one value alone, which no marks fit around.
    const marked = mode === 'typed' ? text : asSent(fillTemplate(source, scope, mode, MARKS));
    return {
      text,
      pieces: mode === 'typed' ? typedPieces(template, text) : piecesOf(marked),
      mode,
      ...(channel === 'webhook' && path === 'body' && { json: jsonOf(text, mode) }),
      ...(channel === 'sms' && path === 'text' && { smsBytes: smsLength(text) }),
    };
  } catch (error) {
    if (error instanceof TemplateFault) return { failure: error.text };
    throw error;
  }
}

function asSent(filled: unknown): string {
  if (filled === null || filled === undefined) return '';
  return typeof filled === 'string' ? filled : JSON.stringify(filled);
}

function typedPieces(template: string, text: string): readonly PreviewPiece[] {
  return [{ text, filled: template.includes('{{') }];
}

function piecesOf(marked: string): readonly PreviewPiece[] {
  return marked.split(MARKS.before).flatMap((chunk, i) => {
    if (i === 0) return written(chunk);
    const end = chunk.indexOf(MARKS.after);
    if (end < 0) return written(chunk);
    return [{ text: chunk.slice(0, end), filled: true }, ...written(chunk.slice(end + 1))];
  });
}

function written(text: string): readonly PreviewPiece[] {
  return text === '' ? [] : [{ text, filled: false }];
}

function jsonOf(text: string, mode: TemplateMode): 'valid' | 'invalid' | 'none' {
  if (mode !== 'json') return 'none';
  try {
    JSON.parse(text);
    return 'valid';
  } catch {
    return 'invalid';
  }
}
