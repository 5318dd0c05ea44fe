'use client';
import {
  cloneElement,
  type ComponentType,
  isValidElement,
  lazy,
  type ReactNode,
  startTransition,
  useState,
} from 'react';
import type { MenuChoiceProps, MenuItemProps, MenuProps } from './menu-parts.tsx';

const load = () => import('./menu-parts.tsx');

// The parts of a menu are loaded when one is opened first: most visits never open one.
const OpenedMenu = lazy(async () => ({ default: (await load()).OpenedMenu }));
export const MenuItem: ComponentType<MenuItemProps> = lazy(async () => ({ default: (await load()).MenuItem }));
export const MenuSeparator: ComponentType = lazy(async () => ({ default: (await load()).MenuSeparator }));
export const MenuLabel: ComponentType<{ children: ReactNode }> = lazy(async () => ({
  default: (await load()).MenuLabel,
}));
const Choice = lazy(async () => ({ default: (await load()).MenuChoice }));

/** A button and the menu it opens. */
export function Menu(props: MenuProps) {
  const [isWanted, setWanted] = useState(false);
  const { trigger } = props;
  if (!isValidElement<TriggerProps>(trigger)) return null;
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    // In a transition, the button stays until all parts are there: replaced twice, it would lose the focus twice.
    onClick: () => startTransition(() => setWanted(true)),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
  });
  if (!isWanted) return closed;
  return <OpenedMenu {...props} />;
}

type TriggerProps = {
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
};

/** A choice of one option, inside a menu. */
export function MenuChoice<Value extends string>({ value, onChange, options, label }: MenuChoiceProps<Value>) {
  const choose = (next: string) => {
    const option = options.find((one) => one.value === next);
    if (option) onChange(option.value);
  };
  return <Choice value={value} onChange={choose} options={options} {...(label ? { label } : {})} />;
}
