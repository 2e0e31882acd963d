/**
 * Tests draw pages as production does: React's checks for developers take several times as long as what they check.
 * The test runner says 'test' where nobody said anything; who wants those checks sets NODE_ENV=development.
 */
if (process.env.NODE_ENV === 'test') process.env.NODE_ENV = 'production'
