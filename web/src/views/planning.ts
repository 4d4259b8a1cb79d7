// What is fetched together, on the way to a session.

export { CheckIn } from './check-in';
export { PlanRoom } from './plan-room';
