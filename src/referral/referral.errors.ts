/** A goal is named as none can be. */
export class GoalInvalidError extends Error {
  readonly code = 'GOAL_INVALID' as const;

  constructor(readonly goal: string) {
    super(
      `GOAL_INVALID: "${goal.slice(0, 60)}" names no goal. A goal is a word of the program, as "cart": a letter, then at most ` +
        '39 letters, digits, "-" or "_". Each is a column of tapline campaigns, so it never holds what a person wrote.',
    );
    this.name = 'GoalInvalidError';
  }
}
