import { Module } from '@nestjs/common';
import { GraphModule } from '../graph/index.js';
import { OutboxModule } from '../outbox/index.js';
import { ReferralModule } from '../referral/index.js';
import { Doctor } from './doctor.service.js';
import { DoctorWatch } from './doctor.watch.js';
import { MetaAccess } from './meta-access.js';

/** Why taps do not arrive: asked at the start and every 15 minutes. Needs the postback module in the application. */
@Module({
  imports: [GraphModule, OutboxModule, ReferralModule],
  providers: [Doctor, DoctorWatch, MetaAccess],
  exports: [DoctorWatch],
})
export class DoctorModule {}
