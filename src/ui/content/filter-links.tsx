// A few ways to see the same list, as links: "Under way, Ended, All".

type FilterLink = { readonly href: string; readonly text: string; readonly current: boolean };

/** The one that is on is marked as the current page. */
export const FilterLinks = ({
  label,
  links,
}: {
  readonly label: string;
  readonly links: readonly FilterLink[];
}) => (
  <nav aria-label={label}>
    <ul className="fb-filter__list">
      {links.map(({ href, text, current }) => (
        <li key={href} className="fb-filter__item">
          {current ? (
            <a className="fb-filter__link fb-filter__link--current" aria-current="page" href={href}>
              {text}
            </a>
          ) : (
            <a className="fb-filter__link" href={href}>
              {text}
            </a>
          )}
        </li>
      ))}
    </ul>
  </nav>
);
