// Language, learning, getting online and work.
import type { Topic } from './topic.ts';

export const TOPICS_LANGUAGE_AND_LEARNING: readonly Topic[] = [
  {
    code: 'LANG-ESOL',
    category: 'language',
    domain: 'knowledge_skills',
    weight: 5,
    for: 'little-english',
    reasons: [
      '{name} would like to learn English and asked where classes are. Mornings would suit {them} best.',
      'Keen to study English properly. {name} used to teach, and misses the classroom.',
      '{name} relies on a neighbour to explain letters and would like to read them without help.',
    ],
    matters: [
      'I want to speak for myself at the doctor and at the school.',
      'I studied all my life. I want to study again.',
      'I want to read my own letters.',
    ],
    need: 'Would like to learn English in a class at the right level',
    goals: ['Start an English class and go every week', 'Be able to book an appointment by phone in English'],
    steps: [
      {
        text: 'Book an assessment to find the right level',
        who: 'together',
        service: '{place} Adult Learning',
        directory: { kind: 'LANG-ESOL', named: 'English' },
      },
      {
        text: 'Visit the college together to see the way and the room',
        who: 'together',
        service: 'Millrace College',
      },
      {
        text: 'Ask about a class that has a crèche',
        who: 'link_worker',
        service: '{place} Adult Learning',
        directory: { kind: 'LANG-ESOL', named: 'English' },
      },
    ],
    notes: [
      'Assessed at entry level 2. Class on Tuesdays and Thursdays, 10am. {name} was very pleased.',
      'Second week of class. {name} found it fast but friendly. Agreed to sit near the front.',
      'Waiting list is four weeks, so we looked at a conversation group for the meantime.',
    ],
    gained: 'goes to an English class twice a week and has moved up a level',
  },
  {
    code: 'LANG-CONV',
    category: 'language',
    domain: 'social_connectivity',
    weight: 4,
    reasons: [
      '{name} understands a good deal of English but is shy to speak. A friendly group would help.',
      'Spends most days alone. Would enjoy company and a chance to practise English over a cup of tea.',
    ],
    matters: ['I know the words but nobody talks with me.', 'I would like to laugh with people again.'],
    need: 'Would like to practise English with other people in a relaxed way',
    goals: ['Go to a conversation group for six weeks', 'Have a chat with a neighbour every week'],
    steps: [
      {
        text: 'Go along to the first session together',
        who: 'together',
        service: '{place} Conversation Café',
      },
      { text: 'Go to the café on Wednesdays', who: 'person', service: '{place} Conversation Café' },
    ],
    notes: [
      '{name} stayed for the whole session and swapped phone numbers with two others.',
      'Missed last week because of a cold. Plans to go back on Wednesday.',
    ],
    gained: 'goes to the conversation café most weeks and has made two friends there',
  },
  {
    code: 'LANG-INT',
    category: 'language',
    domain: 'healthcare_utilisation',
    weight: 3,
    for: 'little-english',
    reasons: [
      '{name} has missed two appointments because no interpreter was booked. Please help set this up.',
      'A relative has been interpreting. {name} would prefer a professional {language} interpreter.',
    ],
    matters: [
      'I do not want my family to speak for me at the doctor.',
      'I want to understand everything and to ask questions.',
    ],
    need: 'Needs a {language} interpreter at every appointment',
    goals: ['Have an interpreter at each appointment, asked for ahead of time'],
    steps: [
      { text: 'Ask the practice to note the interpreter need on the record', who: 'link_worker' },
      { text: 'Carry a card that says: please book a {language} interpreter', who: 'person' },
    ],
    notes: [
      'The practice has added an alert and a double appointment. {name} has the language card.',
      'Interpreter was there for the last appointment and {name} felt heard.',
    ],
    gained: 'now has an interpreter booked for each appointment',
  },
  {
    code: 'LANG-ADV',
    category: 'language',
    domain: 'confidence_empowerment',
    reasons: [
      '{name} would value someone who speaks {language} and knows how things work here, for the first few months.',
      'Gets many letters and calls and would like a person alongside to make sense of them.',
    ],
    matters: ['I want somebody who knows both worlds.', 'With help at first, I can do it alone later.'],
    need: 'Would like a bilingual advocate for important appointments',
    goals: ['Go to the next three appointments with an advocate, then one alone'],
    steps: [
      {
        text: 'Refer to the bilingual advocacy project',
        who: 'link_worker',
        service: 'Two Tongues Advocacy',
      },
      { text: 'Meet the advocate and agree when to call', who: 'together', service: 'Two Tongues Advocacy' },
    ],
    notes: ['Advocate came to the housing appointment. {name} asked all the questions from the list.'],
    gained: 'went to the last appointment without the advocate, by choice',
  },
  {
    code: 'EDU-DIG',
    category: 'digital',
    domain: 'knowledge_skills',
    weight: 3,
    reasons: [
      '{name} has a phone but no data and cannot use online forms. Would like to learn.',
      'Would like help to use the NHS App and to make video calls to family.',
    ],
    matters: [
      'Everything is on the internet and I stand outside.',
      'I want to see my grandchildren on the phone.',
    ],
    need: 'Would like to use a phone and computer with confidence',
    goals: ['Book an appointment in the NHS App without help', 'Make a video call to family every week'],
    steps: [
      {
        text: 'Apply for a free data card',
        who: 'together',
        service: '{place} Digital Hub',
        directory: { kind: 'EDU-DIG', named: 'broadband|internet|laptop' },
      },
      {
        text: 'Join the beginners’ computer hour at the library',
        who: 'person',
        service: '{place} Central Library',
        directory: { kind: 'EDU-LIB', named: 'librar' },
      },
    ],
    notes: [
      'Data card arrived. Set up email together; {name} wrote the password in a notebook kept at home.',
    ],
    gained: 'books appointments in the NHS App and calls family by video',
  },
  {
    code: 'EDU-LIB',
    category: 'education',
    domain: 'knowledge_skills',
    reasons: [
      '{name} loves to read and asked whether there are books in {language} nearby.',
      'Would like somewhere warm and quiet to study in the daytime.',
    ],
    matters: ['Books are my best friends.', 'I need a quiet table and a lamp.'],
    need: 'Would like to join a library and find a place to study',
    goals: ['Join the library and borrow books every month'],
    steps: [
      {
        text: 'Join the library together; no proof of address is asked for',
        who: 'together',
        service: '{place} Central Library',
        directory: { kind: 'EDU-LIB', named: 'librar' },
      },
      {
        text: 'Ask the library to order books in {language}',
        who: 'person',
        service: '{place} Central Library',
        directory: { kind: 'EDU-LIB', named: 'librar' },
      },
    ],
    notes: ['Library card made on the spot. {name} borrowed three books and a film.'],
    gained: 'studies at the library three days a week',
  },
  {
    code: 'WRK-EMP',
    category: 'employment',
    domain: 'confidence_empowerment',
    weight: 3,
    reasons: [
      '{name} worked as a pharmacist for ten years and would like advice on having those qualifications recognised.',
      'Would like help with a CV and with finding out which jobs would suit {them}.',
      '{name} is a skilled tailor and would love to use those skills here.',
    ],
    matters: ['I have a profession in my hands. I want to use it.', 'I want to work and to be useful.'],
    need: 'Would like to use existing skills and qualifications',
    goals: [
      'Finish a CV and send it to three places',
      'Find out what is needed to have a diploma recognised',
    ],
    steps: [
      {
        text: 'Meet the careers adviser',
        who: 'together',
        service: '{place} Careers Desk',
      },
      { text: 'Write down jobs, dates and skills to bring along', who: 'person' },
    ],
    notes: ['First meeting with the careers adviser went well; a list of next steps is in the folder.'],
    gained: 'has a CV and a plan, and has begun a short course',
  },
  {
    code: 'WRK-VOL',
    category: 'volunteering',
    domain: 'confidence_empowerment',
    weight: 2,
    reasons: [
      '{name} would like to give something back and has time on weekday mornings.',
      'Has lots of energy and few things to do. Volunteering could be a good match.',
    ],
    matters: ['I do not only want to receive. I want to help.', 'When my hands are busy my mind is quiet.'],
    need: 'Would like to volunteer and meet people through it',
    goals: ['Volunteer one morning a week for two months'],
    steps: [
      {
        text: 'Visit the volunteer centre and choose from the list',
        who: 'together',
        service: '{place} Volunteer Centre',
      },
      { text: 'Try a morning at the community pantry', who: 'person', service: 'The Open Cupboard pantry' },
    ],
    notes: ['Tried a morning at the pantry and was asked back. {name} was beaming.'],
    gained: 'volunteers every Tuesday and was asked to train others',
  },
];
