import type { Language } from '../language.ts'

export const HELP: Readonly<Record<Language, string>> = {
  en: `Usage: zhiji bench import [--receipts N] [--rounds N] [--json]
       zhiji bench sale [--members N] [--history N] [--rounds N] [--seconds N] [--quick] [--json]
       zhiji bench history [--members N] [--sales N] [--history N] [--rounds N] [--seconds N] [--json]
       zhiji bench rehearse [--sales N] [--rounds N] [--json]
       zhiji bench campaign [--members N] [--json]
       zhiji bench insight [--members N] [--rounds N] [--alone | --pages | --projections] [--json]

import   imports made-up sales into a database of its own, and writes the very rows that came of it once more by plain
         COPY into equivalent tables; prints rows of the file per second for both, and their ratio
sale     records made-up sales: by the engine, over HTTP and in bulk (one bundle, and two at once), in turn with the
         yardstick, which is the same sale as one PL/pgSQL function called by pgbench (or from here, where there is
         none); prints sales per second and their ratios to the yardstick

history  sells in two shops alike in all but the length of their past, in turn; prints sales per second beside both and
         their ratio, which is 1 where a past costs nothing. Each past sale takes some 3 KB of the disk

rehearse replays a made-up past of one to five lines a sale under a draft beside the live program, by the very job that
         the console starts; prints sales a minute

campaign a campaign by e-mail to made-up members: audience, draw and outbox in the database's own time, beside the same
         rows by INSERT … SELECT; then hands messages to a mail server that takes each at once

insight  the statistics over made-up members: who will come back, what a purchase is worth, scores, quadrants, ladder,
         pairs of products; prints processor seconds and ratios to one pass over the same arrays, then asks PostgreSQL
         the same of at most 1,000,000 members by SQL, and DuckDB where Python has its package

  --receipts N   import: receipts of the file, 20,000 when absent
  --members N    sale, history, campaign: members of the shop, 100,000 when absent; insight: 1,000,000 when absent
  --history N    sale: sales of its past, 200,000 when absent; history: of the long past, 20,000,000 when absent
  --sales N      rehearse: sales of the past, 200,000 when absent; history: of the short past, 1,000,000 when absent
  --callers N    sale, history: how many ask at once where the ways are compared, 64 when absent
  --seconds N    sale, history: how long each is measured at a time, 2 and 4 when absent
  --quick        sale: a smaller shop, and only the comparison of the ways
  --rounds N     how often all are measured in turn, 3 when absent (history: 5); the medians are printed
  --alone        insight: without SQL to compare with; needs no database
  --pages        insight: also opens the report pages of the program itself, on projections of all those members in a
                 database, sells once and looks when the overview tells, and asks SQL the same of sales
  --projections  insight: instead reads the members from packed histories in a database, 100,000, 1,000,000 and all of
                 them, and asks of them what the reports and the forecast ask
  --json         the figures as JSON
  --help         this text

It runs on the server of the running program or of the configured database, and removes its database afterwards.
`,
  zh: `用法：zhiji bench import [--receipts N] [--rounds N] [--json]
      zhiji bench sale [--members N] [--history N] [--rounds N] [--seconds N] [--quick] [--json]
      zhiji bench history [--members N] [--sales N] [--history N] [--rounds N] [--seconds N] [--json]
      zhiji bench rehearse [--sales N] [--rounds N] [--json]
      zhiji bench campaign [--members N] [--json]
      zhiji bench insight [--members N] [--rounds N] [--alone | --pages | --projections] [--json]

import   在独立的数据库中导入模拟销售，再把产生的同样的行用 COPY 写入结构相同的表；
         分别给出每秒写入的文件行数及其比值
sale     在独立的数据库中记录模拟销售：引擎、HTTP 接口、批量（一批与两批同时）与标尺轮流测量；
         标尺是用一个 PL/pgSQL 函数完成同样的一笔销售，由 pgbench 调用（没有时由本程序调用）；
         给出每秒笔数及与标尺的比值

history  在两家除历史长短外完全相同的店里轮流销售；给出各自每秒笔数及比值（历史不影响速度时为 1）；
         每笔历史销售约占磁盘 3 KB

rehearse 用控制台所启动的同一任务，把模拟的历史销售（每笔一至五行）在草案与现行方案下各算一遍；
         给出每分钟笔数

campaign 给模拟会员发邮件活动：圈人、分组与发件箱占用数据库的时间，与用 INSERT … SELECT 写同样的行相比；
         再把消息交给一个来者不拒的邮件服务器

insight  对模拟会员做统计：回购与价值模型、RFM、四象限、阶梯、商品配对；
         给出 CPU 秒数，以及与把同样数组读一遍相比的倍数；再让 PostgreSQL（及 Python 装有 duckdb 包时的
         DuckDB）用 SQL 算一遍（至多 1,000,000 名会员）

  --receipts N   import：文件中的小票数，默认 20,000
  --members N    sale、history、campaign：会员数，默认 100,000；insight：默认 1,000,000
  --history N    sale：历史销售笔数，默认 200,000；history：长历史的笔数，默认 20,000,000
  --sales N      rehearse：历史销售笔数，默认 200,000；history：短历史的笔数，默认 1,000,000
  --callers N    sale、history：对比各种方式时的并发数，默认 64
  --seconds N    sale、history：每次测量的秒数，默认 2 与 4
  --quick        sale：较小的数据，且只对比各种方式
  --rounds N     轮流测量的轮数，默认 3（history 为 5），输出中位数
  --alone        insight：不用 SQL 对比，也就不需要数据库
  --pages        insight：还在数据库中生成全部会员的汇总数据，由本程序打开各报表页面，记一笔销售并看概览何时显示，
                 再用 SQL 从销售算同样的结果
  --projections  insight：改为从数据库中打包的历史读取会员（100,000、1,000,000 直至全部），
                 再做报表与预测所做的计算
  --json         以 JSON 输出结果
  --help         显示本说明

测速在正在运行的程序的数据库服务器（或所配置的服务器）上进行，结束后删除测速用的数据库。
`,
}
