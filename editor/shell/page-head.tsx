/** The frame of a page beside the canvas, and what stands at its head: its title, what it is for, and its tools. */
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page-head.module.css';

interface PageFrameProps {
  /** Of the page's own. */
  readonly className?: string;
  readonly children: ReactNode;
}

export function PageFrame({ className, children }: PageFrameProps) {
  return <div className={className ? `${classes.page} ${className}` : classes.page}>{children}</div>;
}

interface PageHeadProps {
  readonly title: string;
  readonly lead: string;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** Tools. */
  readonly children?: ReactNode;
}

export function PageHead({ title, lead, aside, children }: PageHeadProps) {
  return (
    <div className={classes.head}>
      <div>
        <div className={classes.title}>
          <Title order={1}>{title}</Title>
          {aside}
        </div>
        <p className={classes.lead}>{lead}</p>
      </div>
      {children && <div className={classes.tools}>{children}</div>}
    </div>
  );
}
