const KEPT_MS = 90 * 86_400_000;

/** A file that the page has given to Meta, to send it by its id. */
export interface Upload {
  readonly id: string;
  /** `image`, `audio`, `video`, `file` */
  readonly type: string;
  readonly url: string;
  readonly atMs: number;
}

/** The files of one page. Meta forgets them after 90 days. */
export class Uploads {
  private readonly files: Upload[] = [];

  add(upload: Upload): void {
    this.files.push(upload);
  }

  find(id: string, nowMs: number): Upload | undefined {
    return this.files.find((file) => file.id === id && nowMs - file.atMs < KEPT_MS);
  }
}
