'use client';
import { cloneElement, isValidElement, type ReactNode, useState } from 'react';
import type * as MenuParts from './menu-parts.tsx';
import type { MenuChoiceProps, MenuItemProps, MenuProps } from './menu-parts.tsx';

// The parts of a menu are loaded when one is opened first: most visits never open one. They are not lazy components: those
// would suspend one after the other, and each time the button would be replaced and lose the focus.
let parts: typeof MenuParts | null = null;

async function load(): Promise<void> {
  parts ??= await import('./menu-parts.tsx');
}

/** A button and the menu it opens. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const { trigger } = props;
  if (isWanted && parts) return <parts.OpenedMenu {...props} />;
  if (!isValidElement<TriggerProps>(trigger)) return null;
  return cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => void load().then(() => setWanted(true)),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
  });
}

type TriggerProps = {
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
};

// They stand in an opened menu only, whose parts are loaded.

export function MenuItem(props: MenuItemProps) {
  return parts ? <parts.MenuItem {...props} /> : null;
}

export function MenuSeparator() {
  return parts ? <parts.MenuSeparator /> : null;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return parts ? <parts.MenuLabel>{children}</parts.MenuLabel> : null;
}

/** A choice of one option, inside a menu. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  return parts ? <parts.MenuChoice {...props} /> : null;
}
