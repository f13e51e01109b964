import { Presets, SingleBar } from "cli-progress";
import type { Progress, Stage } from "../util/progress";

/** How long a stage took, for the closing summary. */
export interface StageTiming {
  readonly name: string;
  readonly seconds: number;
  readonly note: string;
}

/** A progress that draws bars with ETA on a terminal and writes one plain line a stage elsewhere; it keeps the timings. */
export interface TerminalProgress extends Progress {
  readonly timings: readonly StageTiming[];
}

export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): TerminalProgress {
  const timings: StageTiming[] = [];
  return {
    timings,
    stage(name) {
      const started = process.hrtime.bigint();
      const bar = stream.isTTY ? drawBar(name, stream) : undefined;
      return {
        update(fraction, note = "") {
          const done = Math.min(1, Math.max(0, fraction));
          bar?.update(Math.round(done * 1000), { note, left: timeLeft(elapsed(started), done) });
        },
        done(note = "") {
          const seconds = elapsed(started);
          timings.push({ name, seconds, note });
          bar?.update(1000, { note, left: "" });
          bar?.stop();
          if (!bar) stream.write(`${name}: ${seconds.toFixed(1)} s${note && ` (${note})`}\n`);
        },
      } satisfies Stage;
    },
  };
}

function drawBar(name: string, stream: NodeJS.WriteStream): SingleBar {
  const bar = new SingleBar(
    {
      format: `${name.padEnd(34)} {bar} {percentage}%  {duration_formatted}{left}  {note}`,
      stream,
      hideCursor: true,
      fps: 5,
    },
    Presets.shades_classic,
  );
  bar.start(1000, 0, { note: "", left: "" });
  return bar;
}

function elapsed(since: bigint): number {
  return Number(process.hrtime.bigint() - since) / 1e9;
}

/** The rest at the pace so far; nothing before there is a pace. */
function timeLeft(seconds: number, done: number): string {
  return done < 0.02 ? "" : `, ${Math.ceil((seconds * (1 - done)) / done)}s left`;
}
