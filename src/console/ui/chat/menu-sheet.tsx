import type { JSX } from 'preact';
import type { ChatScreen } from '../../contract.js';
import { Sheet } from '../view/sheet.js';
import { ChatButtons } from './chat-buttons.js';

interface MenuSheetProps {
  readonly menu: ChatScreen['menu'];
  readonly onClose: () => void;
}

/** The persistent menu. */
export function MenuSheet({ menu, onClose }: MenuSheetProps): JSX.Element {
  return (
    <Sheet title="Menu" onClose={onClose}>
      <ChatButtons buttons={menu} mid={null} onTapped={onClose} />
    </Sheet>
  );
}
