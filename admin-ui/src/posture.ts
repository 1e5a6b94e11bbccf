import type { Stage } from '@api';

/** How a stage is named, explained and coloured everywhere. */
export const stages: Record<Stage, { name: string; meaning: string; colour: string }> = {
  OFF: { name: 'Open', meaning: 'All writes go through.', colour: 'teal' },
  OBSERVE: { name: 'Observing', meaning: 'Counts what would be refused. Visitors notice nothing.', colour: 'indigo' },
  WARN: { name: 'Warning', meaning: 'Writes go through, and visitors are told to expect a pause.', colour: 'yellow' },
  ENFORCE: { name: 'Browse-only', meaning: 'Writes are refused with 503. People browse and search on.', colour: 'red' },
};

export const durations = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: '1 hour' },
  { value: '240', label: '4 hours' },
  { value: '0', label: 'Until I release it' },
];

/** When a hold of so many minutes ends; never for 0. */
export function endOf(minutes: number, now: Date): Date | undefined {
  return minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : undefined;
}

/** What setting this hold does, in words. */
export function consequences(stage: Stage, shedLevel: number, environment: string, instances: number, until?: Date): string {
  const what = {
    OFF: 'Writes go on as before.',
    OBSERVE: 'Nothing changes for visitors; refusals are only counted.',
    WARN: 'Writes go on; visitors see a notice.',
    ENFORCE: 'Every write is refused; browsing and search go on.',
  }[stage];
  const shed = shedLevel > 0 ? ` Flags that shed at level ${shedLevel} or lower are shed.` : '';
  const end = until ? ` It ends by itself at ${clock(until)}.` : ' It lasts until somebody releases it.';
  return `${followers(environment, instances)} ${what}${shed}${end}`;
}

function followers(environment: string, instances: number): string {
  if (instances === 0) {
    return `No application is connected to ${environment} now; one that connects later will follow.`;
  }
  return `In ${environment}, ${instances === 1 ? '1 running instance' : `${instances} running instances`} will follow within a second.`;
}

export function clock(at: Date): string {
  return at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

/** How long from one time to another: 2 h 5 min, 4 min 9 s, 7 s. */
export function span(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) {
    return `${hours} h ${minutes} min`;
  }
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
