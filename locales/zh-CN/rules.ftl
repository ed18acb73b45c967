# 规则：公司自己定的界线

rules-title = 规则
