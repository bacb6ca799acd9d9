// What nhsuk-frontend's style sheet carries for pages that we do not have; it is left out to keep ours small.
// A rule stays when any of its selectors stays, so anything not named here is kept.

/** Classes that no page of ours has: NHS-only looks, components in colours for dark bands, very old browsers. */
export const unusedClasses: readonly RegExp[] = [
  /\.nhsuk-header--(white|organisation|inline)/,
  /\.nhsuk-header__(search|logo\b|organisation-name|navigation--(white|justified))/,
  /\.nhsuk-button--(reverse|login|brand|secondary-solid)/,
  /\.nhsuk-card--(care|feature|primary|secondary|top-task)/,
  /\.nhsuk-card__(panel-with-heading|image)/,
  /\.nhsuk-card-group|\.nhsuk-card__img/,
  /\.nhsuk-table(-responsive)?--(reverse|striped|no-border|no-last-row-border)/,
  /\.nhsuk-table-(responsive|container)/,
  /\.nhsuk-table__(panel-with-heading-tab|heading-tab)/,
  /\.nhsuk-(scroll|expander|search-input|warning-callout|file-upload|tabs|hero|breadcrumb)/,
  /\.nhsuk-(back-link|link|input|tag|list|details|pagination)--reverse/,
  /\.nhsuk-(caption|list)--(bottom|cross|tick)/,
  /\.nhsuk-input-wrapper--large|\.nhsuk-input--(large|search)/,
  /\.nhsuk-u-(padding|static|float|margin-(left|right|\d)|one-|two-|three-|font-size|nowrap-)/,
  /\.nhsuk-heading-(xxl|xxs)|\.nhsuk-caption-(xxl)/,
  /\.nhsuk-(dateline|section-break--xl|link--(no-visited-state|text-colour|muted))/,
  /\.nhsuk-icon--(size|search|tick|cross|chevron)/,
  /\.nhsuk-width-container-fluid/,
  // The same is said of p, ol and ul, which these always are.
  /\.nhsuk-(body|body-s|list)(\+|:has| \+)/,
  // Icons take the colour of their text by themselves.
  /:(focus|hover|active|visited)\)? \.nhsuk-icon$/,
  /frontend-not-supported-hidden|\.nhsuk-footer__heading|\.nhsuk-notification-banner__link/,
  /search-(cancel|decoration)|\.nhsuk-button-group--small/,
  /\.nhsuk-body-(m|l)\b|\.nhsuk-heading-xs/,
  /(^|[\s>+~])h[56]\b/,
  /\.nhsuk-(label|fieldset__legend)--xl|\.nhsuk-caption-m\b/,
  /\[class\*=["']?nhsuk-u-margin/,
  /\.nhsuk-(input__prefix|input__suffix|error-summary__heading|card__heading--feature|card__content--primary)/,
  /\.nhsuk-task-list__status--|--no-last-row-border|\.nhsuk-header__navigation-text/,
  /\.nhsuk-header__(account|service|navigation)[^ ]* \.nhsuk-icon(?!-)/,
  /\.nhsuk-(images|code|contents-list|action-link|do-dont-list)/,
];

/** Conditions that only Internet Explorer and the first Edge meet. */
export const unusedConditions: readonly RegExp[] = [
  /^not \(caret-color/,
  /-ms-high-contrast: none/,
  /print and \(-ms/,
];

/** Properties for scripts and themes of others; our script needs none of them. */
export const unusedProperties = /^--nhsuk-(?!frontend-version|breakpoint)/;
