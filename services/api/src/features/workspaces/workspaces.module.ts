import { Module } from '@nestjs/common';
import { ListMembers } from './list-members.js';
import { WorkspacesController } from './workspaces.controller.js';

@Module({ controllers: [WorkspacesController], providers: [ListMembers] })
export class WorkspacesModule {}
