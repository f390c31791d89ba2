// (a) The built service with all it does, on a file: stored, dispatched, marked handled. Its handlers answer nothing, but for
// one button whose answer says which tap it answers. Asked by a message it tells how it is.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, Module } from '@nestjs/common';
import { createApplication } from '../../dist/application.js';
import { loadEnvironment, OnTap } from '../../dist/index.js';

const handledAt = [];
let remembers = false;

class ShopHandlers {
  hear(tap) {
    if (remembers) handledAt.push([tap.mid, Number(process.hrtime.bigint()) / 1e6]);
  }

  answer(tap) {
    return tap.mid;
  }
}

function handles(method, ...patterns) {
  const { prototype } = ShopHandlers;
  OnTap(...patterns)(prototype, method, Object.getOwnPropertyDescriptor(prototype, method));
}

handles('hear', 'FLOW_TRACK_*', 'FLOW_RETURN_*', 'SUPPORT_*', 'PRODUCT_VIEW_{id}');
// The last one takes what the shop's definitions promise: importing the application declares them.
handles('hear', 'GET_STARTED', 'CONFIRM_*', 'ADD_TO_CART', '*');
handles('answer', 'ANSWER_ME');
Injectable()(ShopHandlers);
class ShopModule {}
Module({ providers: [ShopHandlers] })(ShopModule);

const environment = loadEnvironment(process.env);
const app = await createApplication(environment, { features: [ShopModule] });
await app.listen(environment.port, environment.host);
const delay = monitorEventLoopDelay({ resolution: 1 });
process.send({ port: environment.port });

process.on('message', ({ kind }) => process.send(QUESTIONS[kind]()));

const QUESTIONS = {
  /** From now on it remembers when handlers began, and how late the event loop was. */
  watch: () => {
    remembers = true;
    handledAt.length = 0;
    delay.reset();
    delay.enable();
    return {};
  },
  watched: () => {
    remembers = false;
    delay.disable();
    const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max];
    return {
      handledAt: handledAt.splice(0),
      loopMs: { p50: p50 / 1e6, p99: p99 / 1e6, max: max / 1e6 },
    };
  },
  memory: () => {
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { residentMb: rss / 1e6, keptMb: (heapUsed + external) / 1e6 };
  },
  cpu: () => process.cpuUsage(),
};

process.on('disconnect', () => void app.close());
