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
        <label class="fault-name" id={`${id}-name`} for={id}>
          {row.name}
        </label>
        <span class="fault-text" id={`${id}-text`}>
          {row.text}
        </span>
      </div>
      {row.choices.length === 2 ? (
        <Switch row={row} onSet={onSet} id={id} />
      ) : (
        <Choices row={row} onSet={onSet} id={id} />
      )}
    </li>
  );
}

type ControlProps = FaultControlProps & { readonly id: string };

function Switch({ row, onSet, id }: ControlProps): JSX.Element {
  const [off = 'off', on = 'on'] = row.choices;
  const isOn = row.value === on;
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={isOn}
      aria-labelledby={`${id}-name`}
      id={id}
      aria-describedby={`${id}-text`}
      onClick={() => onSet(isOn ? off : on)}
    />
  );
}

function Choices({ row, onSet, id }: ControlProps): JSX.Element {
  return (
    <select
      class="select"
      id={id}
      aria-describedby={`${id}-text`}
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
