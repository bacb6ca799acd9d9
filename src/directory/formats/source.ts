// The sources this product ships: what they are, whose, under which licence, and how old.

export const FORMATS = ['nhs-clinics', 'nhs-gp-surgeries', 'signposts'] as const;
export type Format = (typeof FORMATS)[number];

export type Source = {
  readonly code: string;
  readonly format: Format;
  readonly name: string;
  readonly publisher: string;
  readonly url: string;
  readonly licence: string;
  readonly licenceUrl: string;
  readonly attribution: string;
  /** Day, month or year that the entries describe. */
  readonly asOf: string;
  /** File in seeds/directory; see ORIGIN.md beside it. */
  readonly file: string;
};

const NHS_CHOICES = {
  publisher: 'NHS Choices',
  url: 'https://github.com/JeniT/nhs-choices',
  licence: 'Open Government Licence v2.0',
  licenceUrl: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/',
  attribution:
    'Contains public sector information licensed under the Open Government Licence v2.0. Source: NHS Choices.',
  asOf: '2014',
} as const;

export const SOURCES: Readonly<Record<Format, Source>> = {
  'nhs-clinics': {
    ...NHS_CHOICES,
    code: 'nhs-choices-clinics',
    format: 'nhs-clinics',
    name: 'NHS Choices clinics',
    file: 'nhs-clinics.csv.gz',
  },
  'nhs-gp-surgeries': {
    ...NHS_CHOICES,
    code: 'nhs-choices-gp-surgeries',
    format: 'nhs-gp-surgeries',
    name: 'NHS Choices GP surgeries',
    file: 'nhs-gp-surgeries.csv.gz',
  },
  signposts: {
    code: 'cyf-signposts',
    format: 'signposts',
    name: 'CodeYourFuture Signposts',
    publisher: 'CodeYourFuture',
    url: 'https://github.com/CodeYourFuture/CYF-Signposts',
    licence: 'CC0 1.0',
    licenceUrl: 'https://creativecommons.org/publicdomain/zero/1.0/',
    attribution: 'CodeYourFuture Signposts, given to the public domain.',
    asOf: '2026-02-10',
    file: 'signposts.json',
  },
};
