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

/** Meta takes no such ref in a link. */
export class RefInvalidError extends Error {
  readonly code = 'REF_INVALID' as const;

  constructor(
    readonly ref: string,
    /** What is wrong with it: `is empty`. */
    readonly problem: string,
  ) {
    super(
      `REF_INVALID: the ref ${problem}. A ref of an m.me link is made of the letters A to Z and a to z, digits, "-", "_" ` +
        'and "=", at most 2083 of them: EMAIL_MAY.',
    );
    this.name = 'RefInvalidError';
  }
}
