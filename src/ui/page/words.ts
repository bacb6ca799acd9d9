// The few words the page furniture and the form fields say themselves, so that a page can bring its own language.

export type PageWords = {
  readonly skipToContent: string;
  readonly home: string;
  readonly account: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly menu: string;
  readonly more: string;
  readonly languages: string;
  readonly aboutThisSite: string;
  readonly demonstration: string;
  readonly demonstrationMeaning: string;
  readonly leaveQuickly: string;
  readonly back: string;
  readonly problem: string;
  readonly error: string;
  readonly success: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly chooseOne: string;
  readonly supportLinks: string;
  readonly licence: string;
};

export const englishWords: PageWords = {
  skipToContent: 'Skip to main content',
  home: 'Footbridge home',
  account: 'Account',
  signIn: 'Sign in',
  signOut: 'Sign out',
  menu: 'Menu',
  more: 'More',
  languages: 'Languages',
  aboutThisSite: 'About this site',
  demonstration: 'Demonstration',
  demonstrationMeaning: 'All people here are fictional.',
  leaveQuickly: 'Leave this page quickly',
  back: 'Back',
  problem: 'There is a problem',
  error: 'Error',
  success: 'Success',
  day: 'Day',
  month: 'Month',
  year: 'Year',
  chooseOne: 'Choose one',
  supportLinks: 'Support links',
  licence: 'Footbridge is free, open software. MIT licence.',
};
