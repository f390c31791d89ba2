import { Injectable } from '@nestjs/common';
import type { Reply, Tap, TapOf } from '../messaging/index.js';
import { OnQuickReply, OnTap } from '../postback/index.js';
import { Goals } from '../referral/index.js';
import { ConfirmReturn, StartReturn, TrackOrder, ViewOrder } from './orders.payloads.js';
import {
  alreadyReturned,
  askToConfirm,
  kept,
  noSuchOrder,
  notReturnable,
  orderDetails,
  orderList,
  returnAnswer,
} from './orders.replies.js';
import { Orders } from './orders.service.js';

/** Where is my order, and how do I send it back. */
@Injectable()
export class OrdersHandlers {
  constructor(
    private readonly orders: Orders,
    private readonly goals: Goals,
  ) {}

  @OnTap(TrackOrder)
  async list(tap: Tap): Promise<Reply> {
    return orderList(await this.orders.listOf(tap.userId));
  }

  @OnTap(ViewOrder)
  async view(tap: TapOf<typeof ViewOrder>): Promise<Reply> {
    const order = await this.orders.find(tap.userId, tap.params.orderId);
    return order ? orderDetails(order) : noSuchOrder();
  }

  @OnTap(StartReturn)
  async startReturn(tap: TapOf<typeof StartReturn>): Promise<Reply> {
    const order = await this.orders.find(tap.userId, tap.params.orderId);
    if (!order) return noSuchOrder();
    if (order.returned) return alreadyReturned(order);
    return order.status === 'delivered' ? askToConfirm(order) : notReturnable(order);
  }

  @OnQuickReply(ConfirmReturn)
  async confirmReturn(tap: TapOf<typeof ConfirmReturn>): Promise<Reply> {
    const { orderId, answer } = tap.params;
    const order = await this.orders.find(tap.userId, orderId);
    if (!order) return noSuchOrder();
    if (answer === 'NO') return order.returned ? alreadyReturned(order) : kept(order);
    const outcome = await this.orders.recordReturn(order, tap.key);
    if (outcome === 'recorded') await this.goals.reach(tap, 'return');
    return returnAnswer(outcome, order);
  }
}
