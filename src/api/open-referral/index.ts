// The door of the published directory, Open Referral UK 3.0 and HSDS 3.x: its rows of the route table.
export { routes } from './routes.ts';
