import type { JSX } from 'preact';

interface ChoiceProps<V extends string> {
  readonly label: string;
  /** What each stands for, and how it reads. */
  readonly options: readonly (readonly [value: V, text: string])[];
  readonly value: V;
  readonly onChoose: (value: V) => void;
}

/** One of a few. */
export function Choice<V extends string>(props: ChoiceProps<V>): JSX.Element {
  const { label, options, value, onChoose } = props;
  return (
    <label class="field">
      <span>{label}</span>
      <select
        class="select"
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find(([each]) => each === currentTarget.value);
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
