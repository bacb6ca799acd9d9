// Pages in tests are made by the React that is served: the one for development is several times slower.
export {};

const before = process.env.NODE_ENV;
process.env.NODE_ENV = 'production';
// Which of the two it is is decided when a part is loaded, so all parts that pages use are loaded here.
await import('react');
await import('react/jsx-runtime');
await import('react-dom/server');
process.env.NODE_ENV = before;
