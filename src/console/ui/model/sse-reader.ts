/**
 * Reads server-sent events out of a text that arrives in pieces.
 *
 * `data: {"a":1}\n\n` is one event with the data `{"a":1}`; comments (`: …`) and other fields are passed over.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream (read 2026-11-25)
 */
export class SseReader {
  private rest = '';
  private data: string[] = [];

  /** @returns the data of every event that this piece ends */
  push(piece: string): string[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): string[] {
    if (line.startsWith('data:')) this.data.push(line.slice(5).replace(/^ /, ''));
    if (line !== '' || this.data.length === 0) return [];
    const event = this.data.join('\n');
    this.data = [];
    return [event];
  }
}
