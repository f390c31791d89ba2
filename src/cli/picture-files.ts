import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {
  LinkFileExistsError,
  LinkFilesAlikeError,
  LinkFileUnwritableError,
} from './link.errors.js';

export interface PictureFile {
  readonly path: string;
  readonly draw: () => string | Uint8Array;
}

interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
  readonly isNew: boolean;
}

/**
 * All or none: each picture is drawn and each file open before anything is written. Only a disk that is full after that leaves
 * one without the other.
 * @param force also over files that there are
 * @throws LinkFileExistsError, LinkFilesAlikeError, LinkFileUnwritableError
 */
export function writePictures(pictures: readonly PictureFile[], force: boolean): void {
  const drawn = pictures.map(({ draw }) => draw());
  const files: OpenFile[] = [];
  let isComplete = false;
  try {
    for (const { path } of pictures) files.push(opened(path, force, files));
    isComplete = true;
    for (const [index, { descriptor }] of files.entries()) {
      if (fstatSync(descriptor).isFile()) ftruncateSync(descriptor); // And no terminal or pipe.
      writeFileSync(descriptor, drawn[index] ?? '');
    }
  } finally {
    for (const { path, descriptor, isNew } of files) {
      closeSync(descriptor);
      if (isNew && !isComplete) rmSync(path);
    }
  }
}

/** Does not change a file that there is. */
function opened(path: string, force: boolean, others: readonly OpenFile[]): OpenFile {
  const isNew = !existsSync(path);
  if (!isNew && others.some((other) => realpathSync(other.path) === realpathSync(path)))
    throw new LinkFilesAlikeError(path);
  if (!isNew && !force) throw new LinkFileExistsError(path);
  try {
    return { path, isNew, descriptor: openSync(path, isNew ? 'wx' : 'r+') };
  } catch (error) {
    throw new LinkFileUnwritableError(path, error);
  }
}
