import type { Messages } from '../messages';

/** 页面框架：名称、导航、操作、页面自身的错误。 */
export const app: Messages['app'] = {
  name: 'CellScanner',
  tagline: '找到、分类并计数每一个细胞',
  researchUse: '仅供科研使用，不得用于诊断。',
  researchUseShort: '仅供科研使用',
  guide: '使用指南',
  skip: '跳到主要内容',
  loading: '加载中…',
};

export const nav: Messages['nav'] = {
  main: '主导航',
  projects: '项目',
  jobs: '任务',
  models: '模型',
  settings: '设置',
  signOut: '退出登录',
  language: '语言',
  theme: '外观',
  themeAuto: '跟随系统',
  themeLight: '浅色',
  themeDark: '深色',
  running_other: '{{count}} 个任务进行中',
};

export const action: Messages['action'] = {
  cancel: '取消',
  close: '关闭',
  save: '保存',
  create: '创建',
  rename: '重命名',
  delete: '删除',
  retry: '重试',
  copy: '复制',
  copied: '已复制',
  back: '返回',
  clear: '清除',
  selectAll: '全选',
  download: '下载',
};

export const error: Messages['error'] = {
  title: '出错了',
  page: '页面停止工作。您的图片和结果是安全的。',
  reload: '重新加载页面',
  noAnswer: '服务没有响应',
  noAnswerDetail: '请检查网络连接。已保存的内容不会丢失。',
  unavailable: '服务繁忙或正在重启',
  unavailableDetail: '通常一分钟内恢复。',
  notFound: '页面不存在',
  notFoundDetail: '该地址没有对应的页面。',
  home: '回到项目列表',
  more: '详细说明',
  offline: '网络已断开，恢复连接后会继续。',
  service: { detector: '检测服务', classifier: '分类服务' },
};
