import { posix } from 'node:path';

/** Where the class of a handler is provided. */
export interface HandlerModule {
  /** `ProductsModule` */
  readonly name: string;
  /** `src/products` */
  readonly folder: string;
}

/** `ProductsModule` is expected in `products.module.js`, as the style of this project has it. */
export function moduleFile({ name }: HandlerModule): string {
  const noun = name.replace(/Module$/, '');
  const kebab = noun.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  return `${kebab}.module.js`;
}

/** How a file in one folder imports another: `./x.js`, `../testing/index.js`. */
export function importPath(fromFolder: string, file: string): string {
  const path = posix.relative(fromFolder, file);
  return path.startsWith('.') ? path : `./${path}`;
}
