import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { EnvironmentError, type EnvironmentProblem } from './config.errors.js';
import { demoVariables } from './demo-variables.js';
import { Environment } from './environment.js';
import { isLoopback, isMetaOrLoopback } from './environment.rules.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables of DESIGN section 8 into an {@link Environment}.
 * With no `META_*` variable at all, and outside production, that is the demo mode.
 * @throws EnvironmentError naming every bad variable
 */
export function loadEnvironment(variables: Variables): Environment {
  const set = withoutBlanks(variables);
  const demo = isDemo(set);
  const environment = plainToInstance(
    Environment,
    { ...set, ...(demo ? demoVariables(set) : {}) },
    { excludeExtraneousValues: true, exposeDefaultValues: true },
  );
  Object.assign(environment, { mode: demo ? 'demo' : 'live' });
  const problems = [
    ...validateSync(environment).flatMap(problemsOf),
    ...crossProblems(environment, set['NODE_ENV'] === 'production'),
  ];
  if (problems.length > 0) throw new EnvironmentError(problems);
  return Object.freeze(environment);
}

function withoutBlanks(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]): [string, string][] =>
      value === undefined || value.trim() === '' ? [] : [[name, value]],
    ),
  );
}

function isDemo(set: Variables): boolean {
  return (
    set['NODE_ENV'] !== 'production' && !Object.keys(set).some((name) => name.startsWith('META_'))
  );
}

/** One message a variable: what is missing breaks every other rule as well. */
function problemsOf({ property, constraints = {} }: ValidationError): EnvironmentProblem[] {
  const message =
    constraints['isNotEmpty'] ?? constraints['arrayNotEmpty'] ?? Object.values(constraints)[0];
  const [variable = property] = (message ?? property).split(' ', 1);
  return [{ variable, problem: (message ?? 'is not valid.').replace(`${variable} `, '') }];
}

function crossProblems(environment: Environment, isProduction: boolean): EnvironmentProblem[] {
  const problems: EnvironmentProblem[] = [];
  if (environment.mode === 'demo' && !isLoopback(environment.host)) {
    problems.push({
      variable: 'HOST',
      problem: 'must be loopback in demo mode: the stand-in for Meta is not for other machines.',
    });
  }
  if (
    isProduction &&
    URL.canParse(environment.graphUrl) &&
    !isMetaOrLoopback(environment.graphUrl)
  ) {
    problems.push({
      variable: 'META_GRAPH_URL',
      problem: 'must be on facebook.com or instagram.com in production: the page tokens go there.',
    });
  }
  if (environment.appSecrets.includes(environment.verifyToken)) {
    problems.push({
      variable: 'META_VERIFY_TOKEN',
      problem: 'must not be the app secret: Meta sends the verify token in a URL.',
    });
  }
  if (isSecretOfMeta(environment, environment.consoleToken)) {
    problems.push({
      variable: 'CONSOLE_TOKEN',
      problem: 'must be a secret of its own: people type it into a browser.',
    });
  }
  return problems;
}

function isSecretOfMeta(
  { appSecrets, verifyToken, pageTokens }: Environment,
  text: string | undefined,
): boolean {
  return [...appSecrets, verifyToken, ...pageTokens.values()].some((secret) => secret === text);
}
