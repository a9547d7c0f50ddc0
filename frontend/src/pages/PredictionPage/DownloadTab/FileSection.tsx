import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import results from '../../../results/Results.module.css';

interface SectionProps {
  title: string;
  hint: string;
  children: ReactNode;
}

export function FileSection({ title, hint, children }: SectionProps) {
  return (
    <section className={results['section']}>
      <h2>{title}</h2>
      <p className={results['small']}>{hint}</p>
      <ul className={results['files']}>{children}</ul>
    </section>
  );
}

interface LinksProps {
  name: string;
  files: readonly { label: string; href: string }[];
}

/** One thing in all its formats. */
export function FileLinks({ name, files }: LinksProps) {
  return (
    <li>
      <span>{name}</span>
      {files.map(({ label, href }) => (
        <a
          key={href}
          href={href}
          download
          className={results['file']}
          aria-label={`${name}, ${label}`}
        >
          <Download size={14} aria-hidden /> {label}
        </a>
      ))}
    </li>
  );
}
