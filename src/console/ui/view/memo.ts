import { Component, type ComponentChild, type ComponentType } from 'preact';

/** A component that is drawn again only when one of its props is another value, or a signal that it reads. */
export function memo<P extends object>(view: (props: P) => ComponentChild): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      for (const key in next) {
        if (next[key] !== this.props[key]) return true;
      }
      return false;
    }

    override render(): ComponentChild {
      return view(this.props);
    }
  };
}
