-- AlterTable
ALTER TABLE "delivery" ADD COLUMN "message" TEXT;
