import type { Params } from './tap.js';

/**
 * The params of a pattern, read from its text by the compiler.
 * `ParamsOf<'ORDER_{id:int}_{answer:yes|no}_{note}'>` is `{ readonly id: number; readonly answer: 'yes' | 'no'; readonly note: string }`.
 * Of a pattern that is not known when compiling it is {@link Params}.
 */
export type ParamsOf<Pattern extends string> = string extends Pattern
  ? Params
  : { readonly [Hole in HoleIn<Pattern> as NameIn<Hole>]: ValueIn<Hole> };

/** What stands between braces: `'id:int' | 'answer:yes|no' | 'note'`. */
type HoleIn<Pattern extends string> = Pattern extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | HoleIn<Rest>
  : never;

type NameIn<Hole extends string> = Hole extends `${infer Name}:${string}` ? Name : Hole;

type ValueIn<Hole extends string> = Hole extends `${string}:${infer Type}`
  ? Type extends 'int'
    ? number
    : ChoiceIn<Type>
  : string;

type ChoiceIn<Choices extends string> = Choices extends `${infer First}|${infer Rest}`
  ? First | ChoiceIn<Rest>
  : Choices;

/** `Pattern`, or `never` when it holds a `*` or a hole and matches more than one text. */
export type LiteralPattern<Pattern extends string> =
  Pattern extends `${string}${'*' | '{'}${string}` ? never : Pattern;
