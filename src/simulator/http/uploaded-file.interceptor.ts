import type { Readable } from 'node:stream';
import { FileInterceptor } from '@nestjs/platform-express';
import { MEDIA_MAX_BYTES } from '../graph/media-file.js';

/** What multer knows of a file while it comes in. */
interface IncomingFile {
  readonly stream: Readable;
}

type Stored = (error: Error | null, facts?: { readonly size: number }) => void;

/** Nobody looks at an upload here, so its bytes are counted and dropped. */
const storage = {
  _handleFile: (_request: unknown, { stream }: IncomingFile, stored: Stored): void => {
    let size = 0;
    stream.on('data', (chunk: Buffer) => (size += chunk.length));
    stream.once('error', stored);
    stream.once('end', () => stored(null, { size }));
  },
  _removeFile: (_request: unknown, _file: unknown, removed: Stored): void => removed(null),
};

const FIELD_MAX_BYTES = 1_048_576;
/** Parameters of a call, with room for those of a template. */
const FIELDS_MAX = 50;

/** Reads `multipart/form-data`: parameters, and at most one file, in `filedata`, of the size that Messenger takes. */
export const UploadedFile = FileInterceptor('filedata', {
  storage,
  limits: {
    fileSize: MEDIA_MAX_BYTES,
    files: 1,
    fields: FIELDS_MAX,
    fieldSize: FIELD_MAX_BYTES,
  },
});
