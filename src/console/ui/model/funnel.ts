import type { CampaignRow } from '../../contract.js';

/** A step of a funnel. */
export interface Stage {
  readonly label: string;
  readonly people: number;
  /** Of those who arrived, from 0 to 1. */
  readonly share: number;
}

/** From those who arrived to each goal, also those that nobody reached, so that campaigns can be compared. */
export function stagesOf(campaign: CampaignRow, goals: readonly string[]): readonly Stage[] {
  const { arrived, active } = campaign;
  const counts: (readonly [string, number])[] = [
    ['arrived', arrived],
    ['active', active],
    ...goals.map((goal) => [goal, peopleAt(campaign, goal)] as const),
  ];
  return counts.map(([label, people]) => ({
    label,
    people,
    share: arrived > 0 ? people / arrived : 0,
  }));
}

export function peopleAt({ goals }: CampaignRow, goal: string): number {
  return goals.find(({ name }) => name === goal)?.people ?? 0;
}

/** `67 %`; what is not nobody is not 0 %. */
export function shareLabel(share: number): string {
  const percent = Math.round(share * 100);
  return share > 0 && percent === 0 ? '<1 %' : `${percent} %`;
}

/** The chart in words: `arrived 9, active 3 (33 %)` */
export function funnelText([first, ...rest]: readonly Stage[]): string {
  const words = rest.map(({ label, people, share }) => `${label} ${people} (${shareLabel(share)})`);
  return [`${first?.label} ${first?.people}`, ...words].join(', ');
}
