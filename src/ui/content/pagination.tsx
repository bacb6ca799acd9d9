// Which part of a long list is shown, and links to the other parts.

import { Pagination as LibraryPagination, PaginationItem, PaginationLink } from '../library.ts';

export type PaginationProps = {
  /** Counted from 1. */
  readonly page: number;
  readonly pageSize: number;
  /** How many there are in all. */
  readonly total: number;
  readonly hrefFor: (page: number) => string;
  /** What is counted, in the plural: "referrals". */
  readonly things?: string | undefined;
};

const inEnglish = new Intl.NumberFormat('en-GB');

/** "Showing 21 to 40 of 214 referrals"; after the last page, which a list may shorten to, that there are none. */
export const showing = ({ page, pageSize, total, things }: Omit<PaginationProps, 'hrefFor'>): string => {
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(page * pageSize, total);
  const counted = things ? ` ${things}` : '';
  if (first > total)
    return `Nothing on page ${inEnglish.format(page)} of ${inEnglish.format(total)}${counted}`;
  return `Showing ${inEnglish.format(first)} to ${inEnglish.format(last)} of ${inEnglish.format(total)}${counted}`;
};

/** The page numbers to show: the first, the last and those near this one; 'gap' where some are left out. */
export const pageNumbers = (page: number, pages: number): (number | 'gap')[] => {
  const near = new Set([1, page - 1, page, page + 1, pages]);
  // A gap that would hide a single page is longer than the page's own number.
  if (page - 3 === 1) near.add(2);
  if (page + 3 === pages) near.add(pages - 1);
  const shown = [...near].filter(each => each >= 1 && each <= pages).sort((a, b) => a - b);
  return shown.flatMap((each, index) => {
    const before = shown[index - 1];
    return before !== undefined && each - before > 1 ? ['gap' as const, each] : [each];
  });
};

/** Nothing for an empty list; only the count when everything fits on one page. */
export const Pagination = (props: PaginationProps) => {
  const { page, pageSize, total, hrefFor } = props;
  if (total === 0) return null;
  const pages = Math.ceil(total / pageSize);
  if (page > pages)
    return (
      <div className="fb-pagination">
        <p className="fb-pagination__showing">{showing(props)}</p>
        <p>
          <a href={hrefFor(pages)}>{pages === 1 ? 'Show them' : 'Go to the last page'}</a>
        </p>
      </div>
    );
  return (
    <div className="fb-pagination">
      <p className="fb-pagination__showing">{showing(props)}</p>
      {pages === 1 ? null : (
        <LibraryPagination>
          {page > 1 ? <PaginationLink href={hrefFor(page - 1)} previous /> : null}
          {pageNumbers(page, pages).map((each, index, all) =>
            each === 'gap' ? (
              <PaginationItem key={`gap-after-${all[index - 1]}`} ellipsis />
            ) : (
              <PaginationItem
                key={each}
                number={each}
                href={hrefFor(each)}
                current={each === page}
                {...(each === page ? { 'aria-current': 'page' } : {})}
              />
            ),
          )}
          {page < pages ? <PaginationLink href={hrefFor(page + 1)} next /> : null}
        </LibraryPagination>
      )}
    </div>
  );
};
