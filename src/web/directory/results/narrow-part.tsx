// "Narrow this search": each value of the main filters as a link with the number of services it would leave.
import type { ReactElement } from 'react';
import { Details } from '#ui';
import { figure } from '../words.ts';
import type { NarrowGroup, NarrowLink } from './narrow.ts';

const numberOf = ({ known, mayFit }: NarrowLink): string => {
  if (mayFit === 0) return figure(known);
  return known === 0 ? `${figure(mayFit)} to ask` : `${figure(known)}, and ${figure(mayFit)} to ask`;
};

const Link = ({ link }: { readonly link: NarrowLink }): ReactElement => (
  <li>
    {link.chosen ? <strong>{link.label}</strong> : <a href={link.href}>{link.label}</a>}{' '}
    <span className="fb-missing">({numberOf(link)})</span>
    {link.chosen ? (
      <>
        {' '}
        <a href={link.href}>
          Take away<span className="nhsuk-u-visually-hidden"> {link.label}</span>
        </a>
      </>
    ) : null}
  </li>
);

export const NarrowPart = ({ groups }: { readonly groups: readonly NarrowGroup[] }): ReactElement | null =>
  groups.length === 0 ? null : (
    <Details summary="Narrow this search">
      <p>
        Beside each is how many services are known to fit with it; “to ask” are those of which it is not
        known.
      </p>
      <div className="fb-narrow">
        {groups.map(({ heading, links }) => (
          <section key={heading}>
            <h3 className="nhsuk-heading-s">{heading}</h3>
            <ul className="nhsuk-list">
              {links.map(link => (
                <Link key={link.label} link={link} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Details>
  );
