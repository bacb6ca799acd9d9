// Home, money, food, getting about, and advice on rights.
import type { Topic } from './topic.ts';

export const TOPICS_HOME_AND_RIGHTS: readonly Topic[] = [
  {
    code: 'IMM-ADV',
    category: 'immigration',
    domain: 'confidence_empowerment',
    weight: 2,
    reasons: [
      '{name} has official letters that {they} would like a regulated adviser to look at. We have not gone into detail.',
      'Would like the name of an adviser who is properly qualified and free of charge.',
    ],
    matters: [
      'I want somebody who is allowed to advise, and who tells me the truth.',
      'I want to understand the letters.',
    ],
    need: 'Would like to see a regulated adviser about official letters',
    goals: ['See a regulated adviser and understand the next step'],
    steps: [
      {
        text: 'Refer to a regulated adviser; the link worker does not advise',
        who: 'link_worker',
        service: 'Lantern Law Clinic',
      },
      { text: 'Put all letters in one folder, in order of date', who: 'person' },
    ],
    notes: [
      'Appointment made with a regulated adviser, interpreter booked. The content stays between {name} and the adviser.',
    ],
    gained: 'has a regulated adviser and knows whom to ring',
  },
  {
    code: 'LEG-WEL',
    category: 'legal',
    domain: 'mental_health',
    weight: 2,
    reasons: [
      '{name} is worried about debt from an old energy bill and asked for advice.',
      'Money is very tight. Would like somebody to check what help there is.',
    ],
    matters: ['The letters about money frighten me.', 'I want to owe nobody anything.'],
    need: 'Needs advice on money and debt',
    goals: ['Have a plan for the energy bill that can be afforded'],
    steps: [
      {
        text: 'Book a session with the money adviser',
        who: 'together',
        service: '{place} Advice Centre',
        directory: { kind: 'LEG-WEL', named: 'citizens advice' },
      },
      { text: 'Bring the bills and the meter reading', who: 'person' },
    ],
    notes: [
      'Adviser agreed small weekly payments with the supplier. {name} said it was like putting down a stone.',
    ],
    gained: 'has an affordable plan for the bills',
  },
  {
    code: 'LEG-HOU',
    category: 'legal',
    domain: 'physical_health',
    weight: 3,
    reasons: [
      'There is damp in the bedroom and {name} has asthma. The landlord does not answer.',
      '{name} has been asked to leave a shared house and would like advice soon.',
    ],
    matters: ['I want a dry room.', 'I want to know what I may ask of the landlord.'],
    need: 'Needs advice on housing conditions',
    goals: ['Have the damp repaired', 'Know the rules before speaking to the landlord'],
    steps: [
      { text: 'Take photographs of the damp, with dates', who: 'person' },
      { text: 'Book housing advice', who: 'together', service: '{place} Housing Rights Desk' },
    ],
    notes: ['Housing adviser wrote to the landlord. An inspection is booked for next week.'],
    gained: 'lives in a repaired room and breathes more easily',
  },
  {
    code: 'HOU-SET',
    category: 'housing',
    domain: 'physical_health',
    weight: 3,
    reasons: [
      '{name} has just moved into an empty flat: no bed, no cooker. Please help with furniture.',
      'Moved last week and does not know the area, the bins or how to top up the meter.',
    ],
    matters: ['I want a table where we can eat together.', 'I want to make it a home.'],
    need: 'Needs furniture and help to settle in',
    goals: ['Have beds, a cooker and a table', 'Know how the meter and the bins work'],
    steps: [
      {
        text: 'Apply to the furniture store',
        who: 'together',
        service: 'Second Home Furniture',
        directory: { kind: 'HOU-SET', named: 'furniture' },
      },
      { text: 'Walk round the area: shop, pharmacy, park, bus stop', who: 'together' },
    ],
    notes: [
      'Beds and a table are coming on Friday between 10 and 12.',
      'The cooker works. {name} made us tea with cardamom.',
    ],
    gained: 'has a furnished home and knows the area',
  },
  {
    code: 'MON-FOOD',
    category: 'food',
    domain: 'physical_health',
    weight: 3,
    reasons: [
      '{name} is skipping meals so that the children can eat. Please help with food this week.',
      'Would like to find affordable food that fits {their} diet. The food where {they} would usually eat does not suit {them}.',
    ],
    matters: ['I want to cook food that my children know.', 'I do not want to be ashamed at a food bank.'],
    need: 'Needs enough food that is right for the family',
    goals: ['Have enough food each week', 'Join a pantry close to home'],
    steps: [
      {
        text: 'Issue a voucher and go along the first time',
        who: 'together',
        service: '{place} Food Bank',
        directory: { kind: 'MON-FOOD', named: 'food' },
      },
      {
        text: 'Join the pantry: five pounds a week, halal and vegetarian choices',
        who: 'person',
        service: 'The Open Cupboard pantry',
        directory: { kind: 'MON-FOOD', named: 'food' },
      },
    ],
    notes: ['Joined the pantry. {name} was glad to choose the food instead of being given a bag.'],
    gained: 'is a member of the pantry and eats regularly',
  },
  {
    code: 'MON-COOK',
    category: 'food',
    domain: 'social_connectivity',
    weight: 2,
    reasons: [
      'Newly diagnosed with diabetes. Would like ideas for cooking familiar dishes in a healthier way.',
      '{name} loves cooking and has nobody to cook for.',
    ],
    matters: ['Cooking is how I say welcome.', 'I want to eat our dishes and keep my sugar down.'],
    need: 'Would like to cook with others and eat well',
    goals: ['Cook with the group every fortnight', 'Change three family recipes'],
    steps: [{ text: 'Join the shared kitchen', who: 'person', service: 'Long Table Kitchen' }],
    notes: ['Led the group for one dish last week: lentils with lemon. Everybody asked for the recipe.'],
    gained: 'cooks with the group and has changed several recipes',
  },
  {
    code: 'TRA-HELP',
    category: 'transport',
    domain: 'healthcare_utilisation',
    reasons: [
      '{name} walks an hour to appointments because of bus fares.',
      'Is afraid of getting lost on the buses and so stays at home.',
    ],
    matters: ['I want to go to places without fear of being lost.', 'A bicycle would change everything.'],
    need: 'Needs a way to get to appointments and groups',
    goals: ['Travel to town alone by bus', 'Have a bicycle and a lock'],
    steps: [
      { text: 'Practise the number 6 bus together', who: 'together' },
      { text: 'Ask for a repaired bicycle', who: 'link_worker', service: 'Spoke and Chain bike project' },
    ],
    notes: ['Practised the bus twice. {name} did the way back alone, and rang from home to say so.'],
    gained: 'travels alone by bus and bicycle',
  },
  {
    code: 'EDU-SCH',
    category: 'education',
    domain: 'social_connectivity',
    for: 'parents',
    weight: 3,
    reasons: [
      'Two children have no school place yet. {name} would like help with the forms.',
      'Would like to know how to talk to the school about {their} son, who is quiet in class.',
    ],
    matters: ['When my children learn, I can rest.', 'I want the teacher to know me.'],
    need: 'Needs help with school places and meeting the school',
    goals: ['Have school places for the children', 'Meet the class teacher with an interpreter'],
    steps: [
      {
        text: 'Fill in the school application together',
        who: 'together',
        service: '{place} School Admissions',
      },
      {
        text: 'Go to the parents’ coffee morning',
        who: 'person',
        service: 'Hawthorn Primary parents’ group',
      },
    ],
    notes: ['Places offered at Hawthorn Primary. Uniform vouchers are on the way.'],
    gained: 'has school places for the children and knows the teacher',
  },
];
