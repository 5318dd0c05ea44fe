'use client';
import { Fragment } from 'react';
import { cx } from '#components/ui/cx.ts';
import type { MessageTemplate } from '#lib/networks/contract.ts';
import { splitTemplate } from '#lib/networks/templates.ts';

type Props = { label: string; chosen: MessageTemplate; values: Readonly<Record<string, string>> };

/** A template as the person will read it. What is filled in stands out, and so does what still has to be. */
export function TemplateText({ label, chosen, values }: Props) {
  return (
    <figure className="m-0">
      <figcaption className="text-xs font-medium text-muted">{label}</figcaption>
      <p
        dir="auto"
        lang={chosen.language.replace('_', '-')}
        className="mt-0.5 rounded-control bg-sunken px-2.5 py-2 text-message wrap-anywhere whitespace-pre-wrap"
      >
        {splitTemplate(chosen.text).map((part, at) => {
          if ('text' in part) return <Fragment key={at}>{part.text}</Fragment>;
          const value = values[part.name]?.trim();
          return (
            <span key={at} className={cx('font-semibold', !value && 'text-warn')}>
              {value || `{{${chosen.parameters.findIndex(({ name }) => name === part.name) + 1}}}`}
            </span>
          );
        })}
      </p>
    </figure>
  );
}
