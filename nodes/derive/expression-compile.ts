/**
 * Compiles the tree of an expression into closures. Only the nodes, operators, functions and macros that are named here
 * get through; nothing of the text ever becomes code.
 */

import type { ASTNode } from '@marcbachmann/cel-js';
import { korean } from '../kit/korean.ts';
import { element, keyOf, member, membersOf, momentAt, present, truth } from './expression-access.ts';
import { type Arithmetic, calculate, negated } from './expression-arithmetic.ts';
import { fail, quoted } from './expression-error.ts';
import { type Callable, FUNCTIONS, METHODS } from './expression-functions.ts';
import { forgive, iterate, MACROS, type MacroName } from './expression-macros.ts';
import { checkPattern } from './expression-pattern.ts';
import { charge, compare, isEqual, isMap, kindOf, type Meter } from './expression-values.ts';

/** What one evaluation works on. */
export interface Scope extends Meter {
  readonly read: (path: string) => unknown;
  /** The variables of macros, by the place that they were given. */
  readonly variables: unknown[];
}

type Run = (scope: Scope) => unknown;

interface Compiled {
  readonly run: Run;
  /** Certainly an int by what is written, so that `/` cuts as CEL's does; fields of events are doubles. */
  readonly int?: boolean;
}

const DEEPEST_TREE = 64;

export class Compiler {
  /** The field paths that the expression reads. */
  readonly reads = new Set<string>();
  private readonly original: (name: string) => string;
  private readonly variables: string[] = [];
  private depth = 0;

  constructor(original: (name: string) => string) {
    this.original = original;
  }

  compile(node: ASTNode): Compiled {
    if (++this.depth > DEEPEST_TREE)
      fail(
        '식이 너무 깊이 겹쳐 있습니다. 여러 항목으로 나누세요.',
        'The expression is nested too deep. Split it into several fields.',
      );
    try {
      return this.dispatch(node);
    } finally {
      this.depth--;
    }
  }

  private dispatch(node: ASTNode): Compiled {
    switch (node.op) {
      case 'value':
        return literal(node.args);
      case 'id':
      case '.':
        return this.access(node);
      case '[]':
        return this.index(node.args);
      case 'call':
        return this.call(node.args[0], node.args[1]);
      case 'rcall':
        return this.method(...node.args);
      case 'list':
        return this.list(node.args);
      case 'map':
        return this.map(node.args);
      case '?:':
        return this.choice(...node.args);
      case '&&':
      case '||':
        return this.logic(node.op === '||', ...node.args);
      case '!_':
        return this.not(node.args);
      case '-_': {
        const { run, int } = this.compile(node.args);
        return { run: (scope) => negated(run(scope)), int };
      }
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return this.arithmetic(node.op, ...node.args);
      case '==':
      case '!=':
        return this.equality(node.op === '==', ...node.args);
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.comparison(node.op, ...node.args);
      case 'in':
        return this.membership(...node.args);
      default:
        return fail(
          korean`식에서 ${quoted(node.op)}은(는) 쓸 수 없습니다.`,
          `${quoted(node.op)} can't be used in an expression.`,
        );
    }
  }

  /** A chain of names is read from the event as one path, unless it begins with the variable of a macro. */
  private access(node: ASTNode): Compiled {
    const path = this.pathOf(node);
    if (path !== undefined) {
      this.reads.add(path);
      return { run: (scope) => present(momentAt(path, scope.read(path)), path) };
    }
    if (node.op === 'id') return this.identifier(this.original(node.args));
    if (node.op !== '.') return this.dispatch(node);
    const name = this.original(node.args[1]);
    const { run } = this.compile(node.args[0]);
    return { run: (scope) => member(run(scope), name) };
  }

  private identifier(name: string): Compiled {
    const place = this.variables.lastIndexOf(name);
    if (place >= 0) return { run: (scope) => scope.variables[place] };
    // A name with a dot in it is no path
    return fail(
      korean`${quoted(name)}은(는) 항목 이름으로 쓸 수 없습니다.`,
      `${quoted(name)} can't be the name of a field.`,
    );
  }

  private pathOf(node: ASTNode): string | undefined {
    const names: string[] = [];
    let here = node;
    while (here.op === '.') {
      names.unshift(this.original(here.args[1]));
      here = here.args[0];
    }
    if (here.op !== 'id') return undefined;
    const first = this.original(here.args);
    if (this.variables.includes(first)) return undefined;
    names.unshift(first);
    return names.some((name) => name.includes('.')) ? undefined : names.join('.');
  }

  private index([target, key]: readonly [ASTNode, ASTNode]): Compiled {
    const [from, at] = [this.compile(target).run, this.compile(key).run];
    return { run: (scope) => element(from(scope), at(scope)) };
  }

  private call(name: string, args: readonly ASTNode[]): Compiled {
    if (name === 'has') return this.has(args);
    return this.apply(this.original(name), FUNCTIONS.get(name), args);
  }

  private method(name: string, receiver: ASTNode, args: readonly ASTNode[]): Compiled {
    if (receiver.op === 'id' && receiver.args === 'math' && FUNCTIONS.has(`math.${name}`))
      return this.apply(`math.${name}`, FUNCTIONS.get(`math.${name}`), args);
    const macro = MACROS.find((each) => each === name);
    if (macro) return this.macro(macro, receiver, args);
    const [pattern] = args;
    if (name === 'matches' && pattern?.op === 'value' && typeof pattern.args === 'string')
      checkPattern(pattern.args);
    return this.apply(this.original(name), METHODS.get(name), args, receiver);
  }

  private apply(
    name: string,
    callable: Callable | undefined,
    args: readonly ASTNode[],
    receiver?: ASTNode,
  ): Compiled {
    if (!callable) return fail(`${quoted(name)} 함수는 없습니다.`, `There is no function ${quoted(name)}.`);
    if (args.length < callable.least || args.length > callable.most)
      return fail(
        `${quoted(name)} 함수에 넣은 값의 수가 맞지 않습니다.`,
        `${quoted(name)} is given the wrong number of values.`,
      );
    const runs = [...(receiver ? [receiver] : []), ...args].map((arg) => this.compile(arg).run);
    const { call, int } = callable;
    return {
      run: (scope) =>
        call(
          runs.map((run) => run(scope)),
          scope,
        ),
      int,
    };
  }

  /** `has(a.b)`, and as a courtesy `has(a)`: whether the field is there. */
  private has(args: readonly ASTNode[]): Compiled {
    const [node] = args;
    if (args.length !== 1 || (node.op !== '.' && node.op !== 'id'))
      return fail('has()에는 항목 이름 하나를 넣으세요.', 'has() takes the name of one field.');
    const path = this.pathOf(node);
    if (path !== undefined) {
      this.reads.add(path);
      return { run: (scope) => scope.read(path) !== undefined };
    }
    if (node.op === 'id')
      return fail('has()에는 항목 이름 하나를 넣으세요.', 'has() takes the name of one field.');
    const name = this.original(node.args[1]);
    const { run } = this.compile(node.args[0]);
    return {
      run: (scope) => {
        const target = run(scope);
        return isMap(target) && Object.hasOwn(target, name);
      },
    };
  }

  private list(nodes: readonly ASTNode[]): Compiled {
    const runs = nodes.map((node) => this.compile(node).run);
    return { run: (scope) => runs.map((run) => run(scope)) };
  }

  private map(entries: readonly (readonly [ASTNode, ASTNode])[]): Compiled {
    const runs = entries.map(([key, value]) => [this.compile(key).run, this.compile(value).run] as const);
    return {
      run: (scope) => {
        const made = new Map<string, unknown>();
        for (const [key, value] of runs) made.set(keyOf(key(scope)), value(scope));
        return Object.fromEntries(made);
      },
    };
  }

  private choice(test: ASTNode, yes: ASTNode, no: ASTNode): Compiled {
    const [condition, then, otherwise] = [this.compile(test), this.compile(yes), this.compile(no)];
    return {
      run: (scope) => (truth(condition.run(scope)) ? then.run(scope) : otherwise.run(scope)),
      int: then.int && otherwise.int,
    };
  }

  /** As in CEL, the side that decides wins, even where the other one fails. */
  private logic(or: boolean, left: ASTNode, right: ASTNode): Compiled {
    const [first, second] = [this.compile(left).run, this.compile(right).run];
    return {
      run: (scope) => {
        try {
          if (truth(first(scope)) === or) return or;
        } catch (error) {
          forgive(error, scope);
          if (truth(second(scope)) === or) return or;
          throw error;
        }
        return truth(second(scope));
      },
    };
  }

  private not(node: ASTNode): Compiled {
    const { run } = this.compile(node);
    return { run: (scope) => !truth(run(scope)) };
  }

  private arithmetic(operator: Arithmetic, left: ASTNode, right: ASTNode): Compiled {
    const [a, b] = [this.compile(left), this.compile(right)];
    const ints = a.int === true && b.int === true;
    return { run: (scope) => calculate(operator, a.run(scope), b.run(scope), ints, scope), int: ints };
  }

  private equality(wanted: boolean, left: ASTNode, right: ASTNode): Compiled {
    const [a, b] = [this.compile(left).run, this.compile(right).run];
    return { run: (scope) => isEqual(a(scope), b(scope), scope) === wanted };
  }

  private comparison(operator: '<' | '<=' | '>' | '>=', left: ASTNode, right: ASTNode): Compiled {
    const [a, b] = [this.compile(left).run, this.compile(right).run];
    switch (operator) {
      case '<':
        return { run: (scope) => compare(a(scope), b(scope)) < 0 };
      case '<=':
        return { run: (scope) => compare(a(scope), b(scope)) <= 0 };
      case '>':
        return { run: (scope) => compare(a(scope), b(scope)) > 0 };
      default:
        return { run: (scope) => compare(a(scope), b(scope)) >= 0 };
    }
  }

  private membership(item: ASTNode, container: ASTNode): Compiled {
    const [wanted, from] = [this.compile(item).run, this.compile(container).run];
    return {
      run: (scope) => {
        const [value, members] = [wanted(scope), from(scope)];
        if (Array.isArray(members)) return members.some((each) => isEqual(value, each, scope));
        if (isMap(members)) return typeof value === 'string' && Object.hasOwn(members, value);
        const kind = kindOf(members);
        return fail(
          `‘in’의 오른쪽에는 목록을 쓰세요(지금 값: ${kind.ko}).`,
          `The right side of “in” must be a list, but is ${kind.en}.`,
        );
      },
    };
  }

  /** `list.map(x, …)` and its like: the body runs once for each member, with the member as `x`. */
  private macro(name: MacroName, receiver: ASTNode, args: readonly ASTNode[]): Compiled {
    const [variable, ...bodies] = args;
    const fits = bodies.length === 1 || (name === 'map' && bodies.length === 2);
    if (variable?.op !== 'id' || !fits)
      return fail(`${name}()은 ${name}(x, 식)처럼 쓰세요.`, `Write ${name}() like ${name}(x, expression).`);
    const source = this.compile(receiver).run;
    const place = this.variables.push(this.original(variable.args)) - 1;
    const runs = bodies.map((body) => this.compile(body).run);
    this.variables.pop();
    const runWith = (scope: Scope, value: unknown, body: Run) => {
      charge(scope, 1);
      scope.variables[place] = value;
      return body(scope);
    };
    return {
      run: (scope) =>
        iterate(
          name,
          membersOf(source(scope)),
          (value, at) => runWith(scope, value, runs[at]),
          runs.length,
          scope,
        ),
    };
  }
}

function literal(value: unknown): Compiled {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number))
      return fail(
        '정수가 너무 큽니다. 소수점을 붙여 쓰세요.',
        'The whole number is too large. Write it with a decimal point.',
      );
    return { run: () => number, int: true };
  }
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { run: () => value };
  return fail(
    '식에 쓸 수 없는 값입니다. 숫자나 글자를 쓰세요.',
    'This kind of value can’t be used. Use numbers or text.',
  );
}
