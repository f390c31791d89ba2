/** A command that changes something was neither told `--yes` nor could it ask. */
export class ConfirmationNeededError extends Error {
  readonly code = 'CONFIRMATION_NEEDED' as const;

  constructor() {
    super(
      'CONFIRMATION_NEEDED: nothing was changed, because nobody is at the terminal to agree. Add --yes to do it, or --dry-run to see what it would do.',
    );
    this.name = 'ConfirmationNeededError';
  }
}
