// The groups of a made-up service: what they are, for whom, when they meet, and what happened to single meetings.
export type GroupBlueprint = {
  readonly name: string;
  readonly about: string;
  readonly helps: readonly string[];
  readonly who: 'mixed' | 'women' | 'men';
  /** Index of the team that runs it. */
  readonly team: 0 | 1;
  /** BCP 47, besides what its leader speaks. */
  readonly languages: readonly string[];
  readonly interpreted: readonly string[];
  readonly culture: string;
  readonly creche: 'yes' | 'no' | 'not_known';
  readonly stepFree: 'yes' | 'no' | 'not_known';
  readonly online: boolean;
  readonly address: string;
  readonly confidential: boolean;
  readonly places: number;
  readonly joining: 'open' | 'closed';
  /** Monday is 1. */
  readonly weekday: number;
  readonly time: string;
  readonly minutes: number;
  readonly everyWeeks: 1 | 2;
  /** How many wait besides those who have a place. */
  readonly waiting: number;
  readonly calledOff: string;
};

export const GROUPS: readonly GroupBlueprint[] = [
  {
    name: 'Women’s sewing and talking',
    about: 'We sew, mend and drink tea. Nobody has to talk, and most do after a while.',
    helps: ['WOM-GRP', 'ART-VIS'],
    who: 'women',
    team: 0,
    languages: ['en'],
    interpreted: ['ar'],
    culture: 'Only women in the room. We stop for prayer, and finish early in Ramadan.',
    creche: 'yes',
    stepFree: 'yes',
    online: false,
    address: 'Upstairs at the library, Mill Lane (there is a lift)',
    confidential: false,
    places: 4,
    joining: 'open',
    weekday: 2,
    time: '10:00',
    minutes: 120,
    everyWeeks: 1,
    waiting: 2,
    calledOff: 'The library was closed for repairs',
  },
  {
    name: 'Men’s allotment',
    about: 'Digging, planting, cooking what comes up.',
    helps: ['MEN-GRP', 'GRN-ALLOT'],
    who: 'men',
    team: 0,
    languages: ['en'],
    interpreted: [],
    culture: '',
    creche: 'no',
    stepFree: 'no',
    online: false,
    address: 'Plot 14, River Allotments',
    confidential: false,
    places: 10,
    joining: 'open',
    weekday: 6,
    time: '10:30',
    minutes: 150,
    everyWeeks: 2,
    waiting: 0,
    calledOff: 'Snow',
  },
  {
    name: 'Conversation café',
    about: 'English over coffee, at any level. Pictures and laughing help.',
    helps: ['LANG-CONV'],
    who: 'mixed',
    team: 0,
    languages: ['en'],
    interpreted: [],
    culture: 'Halal and vegetarian biscuits.',
    creche: 'no',
    stepFree: 'yes',
    online: false,
    address: 'Station Hall, the small room',
    confidential: false,
    places: 14,
    joining: 'open',
    weekday: 4,
    time: '13:30',
    minutes: 90,
    everyWeeks: 1,
    waiting: 0,
    calledOff: 'The leader was ill',
  },
  {
    name: 'Quiet mornings',
    about: 'A small group for women who have been through much. Breathing, drawing, breakfast.',
    helps: ['WOM-GRP', 'PEER-GRP'],
    who: 'women',
    team: 1,
    languages: ['en'],
    interpreted: [],
    culture: 'Nobody is asked about the past.',
    creche: 'yes',
    stepFree: 'not_known',
    online: false,
    address: 'Told to those who come',
    confidential: true,
    places: 6,
    joining: 'open',
    weekday: 3,
    time: '09:30',
    minutes: 90,
    everyWeeks: 1,
    waiting: 1,
    calledOff: 'The room was needed',
  },
];
