-- AlterTable
ALTER TABLE "delivery" ADD COLUMN "place" TEXT;
