/** Draws the stories of a kind: an axis each, with what happens on it, and a sentence below. */
import type { Language } from '../../nodes/kit/text.ts';
import { altOf, type Mark, outcomeWord, type Span, type Story } from './timeline.ts';
import classes from './timeline-picture.module.css';

/** In the units of the drawing, which is as wide as the panel of a node. */
const WIDTH = 300;
const MARGIN = 14;
const AXIS = 46;
const LINE = 16;

const x = (at: number) => MARGIN + (at / 100) * (WIDTH - 2 * MARGIN);

/** How wide a text is drawn, in letters of Latin: a Korean syllable counts for two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
}

/** As much of a text as there is room for. */
export function fitting(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  let cut = '';
  for (const letter of text) {
    if (widthOf(cut + letter) > room - 1) break;
    cut += letter;
  }
  return `${cut.trimEnd()}…`;
}

/** Room for the label of a mark: up to its neighbours, or to the edge where it stands beside it. */
function roomOf(marks: readonly Mark[], i: number): number {
  const { at } = marks[i];
  const others = marks.filter((_, j) => j !== i).map((mark) => Math.abs(mark.at - at));
  const free = Math.min(...others, 2 * Math.min(at + 4, 104 - at), 60);
  return Math.max(4, Math.floor((free / 100) * ((WIDTH - 2 * MARGIN) / 5.6)));
}

export function TimelinePicture({ stories, language }: { stories: readonly Story[]; language: Language }) {
  return (
    <div className={classes.stories}>
      {stories.map((story) => (
        <figure
          key={`${story.outcome} ${story.caption}`}
          className={classes.story}
          data-outcome={story.outcome}
        >
          <StoryPicture story={story} language={language} />
          <figcaption className={classes.caption}>
            <span className={classes.outcome}>{outcomeWord(story, language)}</span> {story.caption}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

function StoryPicture({ story, language }: { story: Story; language: Language }) {
  const lines = 1 + Math.max(0, ...(story.spans ?? []).map((span) => span.line ?? 0));
  const top = story.spans ? lines * LINE + 6 : 0;
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${WIDTH} ${top + AXIS + 22}`}
      role="img"
      aria-label={altOf(story, language)}
    >
      {story.spans?.map((span) => (
        <SpanPicture key={`${span.from} ${span.to}`} span={span} bottom={top + AXIS} />
      ))}
      <path className={classes.axis} d={`M4 ${top + AXIS} H${WIDTH - 8} m-5 -4 l5 4 l-5 4`} />
      {story.marks.map((mark, i) => (
        <MarkPicture
          // biome-ignore lint/suspicious/noArrayIndexKey: marks are drawn anew all together
          key={i}
          mark={mark}
          y={top + AXIS}
          room={roomOf(story.marks, i)}
        />
      ))}
      {story.told?.map((told, i) => {
        const [place, room] = [x(told.at), (story.told?.length ?? 1) > 2 ? 8 : 22];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is told is drawn anew all together
          <g key={i}>
            <path className={classes.flag} d={`M${place} ${top + AXIS - 7} v-14 l9 4 l-9 4`} />
            <text
              className={classes.told}
              x={place > WIDTH - 70 ? place - 4 : place + 12}
              y={top + AXIS - 14}
              textAnchor={place > WIDTH - 70 ? 'end' : 'start'}
            >
              {fitting(told.label, room)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function SpanPicture({ span, bottom }: { span: Span; bottom: number }) {
  const [from, to] = [x(span.from), x(span.to)];
  const y = 8 + (span.line ?? 0) * LINE;
  return (
    <g>
      <rect className={classes.ground} x={from} y={y} width={to - from} height={bottom - y} />
      <path className={classes.span} d={`M${from} ${y + 4} v-4 H${to} v4`} />
      {span.label && (
        <text className={classes.spanLabel} x={(from + to) / 2} y={y + 11}>
          {fitting(span.label, Math.floor((to - from) / 6))}
        </text>
      )}
    </g>
  );
}

/** What counts is a disc, what does not a ring, what did not come a ring of dashes: told apart without any colour. */
function MarkPicture({ mark, y, room }: { mark: Mark; y: number; room: number }) {
  const place = x(mark.at);
  return (
    <g data-tone={mark.tone} className={classes.mark}>
      <circle cx={place} cy={y} r={6} />
      {mark.tone === 'missing' && <path d={`M${place - 3} ${y - 3} l6 6 m0 -6 l-6 6`} />}
      {mark.label && (
        <text x={place} y={y + 18}>
          {fitting(mark.label, room)}
        </text>
      )}
    </g>
  );
}
