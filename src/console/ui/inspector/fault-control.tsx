import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { FaultRow } from '../../contract.js';

interface FaultControlProps {
  readonly row: FaultRow;
  readonly onSet: (value: string) => void;
}

/** A switch for a fault that is on or off, a list for one with more choices. */
export function FaultControl({ row, onSet }: FaultControlProps): JSX.Element {
  const id = useId();
  const isOn = row.value !== row.choices[0];
  return (
    <li class={isOn ? 'fault is-on' : 'fault'}>
      <div class="fault-texts">
        <span class="fault-name" id={id}>
          {row.name}
        </span>
        <span class="fault-text" id={`${id}-text`}>
          {row.text}
        </span>
      </div>
      {row.choices.length === 2 ? (
        <Switch row={row} onSet={onSet} labelId={id} />
      ) : (
        <Choices row={row} onSet={onSet} labelId={id} />
      )}
    </li>
  );
}

type ControlProps = FaultControlProps & { readonly labelId: string };

function Switch({ row, onSet, labelId }: ControlProps): JSX.Element {
  const [off = 'off', on = 'on'] = row.choices;
  const isOn = row.value === on;
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={isOn}
      aria-labelledby={labelId}
      aria-describedby={`${labelId}-text`}
      onClick={() => onSet(isOn ? off : on)}
    />
  );
}

function Choices({ row, onSet, labelId }: ControlProps): JSX.Element {
  return (
    <select
      class="select"
      aria-labelledby={labelId}
      aria-describedby={`${labelId}-text`}
      value={row.value}
      onChange={(event) => onSet(event.currentTarget.value)}
    >
      {row.choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}
