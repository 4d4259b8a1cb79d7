// What is fetched together, on the way to a session.

export { CheckIn } from './check-in';
export { PlanView } from './plan';
